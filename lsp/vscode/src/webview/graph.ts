// The script of the page: shows the server's pictures, and lists the places behind the part that was chosen.

import type { FromPage, Graph, Location, Step, ToPage } from "./messages";

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const host = acquireVsCodeApi();
const graphs = document.getElementById("graphs") as HTMLElement;
const details = document.getElementById("details") as HTMLElement;

window.addEventListener("message", (event: MessageEvent<ToPage>) => {
  const message = event.data;
  if (message.kind === "failed") {
    graphs.replaceChildren(element("p", message.message));
    details.replaceChildren();
    return;
  }
  const drawn = message.graphs.filter((graph) => graph.orders.length > 0);
  details.replaceChildren();
  if (drawn.length === 0) {
    graphs.replaceChildren(element("p", "No lock is taken while another is held."));
    return;
  }
  graphs.replaceChildren(
    element("p", "An arrow points from a lock to one that is taken while it is held. Red arrows are part of a cycle."),
    ...drawn.map((graph) => figure(graph, drawn.length > 1)),
  );
});

host.postMessage({ kind: "ready" });

/** A picture whose parts can be clicked on, and reached by the keyboard. */
function figure(graph: Graph, named: boolean): HTMLElement {
  const figure = document.createElement("figure");
  if (named) {
    const folder = decodeURIComponent(graph.folder ?? "").split("/").filter(Boolean).pop();
    figure.append(element("figcaption", folder ?? ""));
  }
  const picture = new DOMParser().parseFromString(graph.svg, "image/svg+xml").documentElement;
  figure.append(document.adoptNode(picture));
  for (const part of picture.querySelectorAll<SVGElement>("[data-lock], [data-order]")) {
    part.setAttribute("tabindex", "0");
    part.setAttribute("role", "button");
    const choose = (): void => {
      graphs.querySelectorAll(".chosen").forEach((other) => other.classList.remove("chosen"));
      part.classList.add("chosen");
      const lock = graph.locks[Number(part.dataset["lock"])];
      if (lock !== undefined) {
        chooseLock(lock);
      } else {
        chooseOrder(graph, Number(part.dataset["order"]));
      }
    };
    part.addEventListener("click", choose);
    if (part instanceof SVGPathElement) {
      part.before(reach(part, choose));
    }
    part.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        choose();
      }
    });
  }
  return figure;
}

/** A line is hard to hit: an unseen broad one around it takes the click, too. */
function reach(line: SVGPathElement, choose: () => void): SVGElement {
  const broad = document.createElementNS(line.namespaceURI, "path") as SVGPathElement;
  broad.setAttribute("d", line.getAttribute("d") ?? "");
  broad.setAttribute("class", "reach");
  broad.append(...[...line.children].map((title) => title.cloneNode(true)));
  broad.addEventListener("click", choose);
  return broad;
}

function chooseLock(lock: Graph["locks"][number]): void {
  const guards = lock.guards === null ? "" : ` of ${lock.guards}`;
  details.replaceChildren(element("h2", lock.name), element("p", `${lock.kind}${guards}, taken here:`), list(lock.sites));
  open(lock.declared ?? lock.sites[0]?.location);
}

function chooseOrder(graph: Graph, index: number): void {
  const order = graph.orders[index];
  if (order === undefined) {
    return;
  }
  const name = (lock: number): string => graph.locks[lock]?.name ?? "";
  const ways = [...order.ways].sort((a, b) => a.length - b.length);
  const circle = order.inCircle ? [element("p", "Part of a cycle.")] : [];
  details.replaceChildren(
    element("h2", `${name(order.from)} before ${name(order.to)}`),
    ...circle,
    ...ways.map(list),
  );
  open(ways[0]?.[0]?.location);
}

/** Places, each of which can be gone to. */
function list(steps: Step[]): HTMLElement {
  const list = document.createElement("ol");
  for (const { location, item, label } of steps) {
    const line = document.createElement("li");
    line.append(...marked(label), ", in ", element("code", item), " ");
    if (location !== null) {
      const file = decodeURIComponent(location.uri).split("/").pop() ?? "";
      const link = element("a", `${file}:${location.range.start.line + 1}`);
      link.setAttribute("href", "#");
      link.addEventListener("click", (event) => {
        event.preventDefault();
        open(location);
      });
      line.append(link);
    }
    list.append(line);
  }
  return list;
}

/** A text in which code stands between backquotes. */
function marked(text: string): (string | HTMLElement)[] {
  return text.split("`").map((part, index) => (index % 2 === 0 ? part : element("code", part)));
}

function open(location: Location | null | undefined): void {
  if (location != null) {
    host.postMessage({ kind: "open", location });
  }
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
