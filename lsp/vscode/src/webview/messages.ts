// What the extension and the page of the lock graph tell each other.

/** A place as the protocol has it. */
export interface Location {
  uri: string;
  range: { start: Position; end: Position };
}

export interface Position {
  line: number;
  character: number;
}

/** A place in the code, and what happens there. */
export interface Step {
  location: Location | null;
  item: string;
  label: string;
}

export interface Lock {
  name: string;
  kind: string;
  /** The type of what it protects. */
  guards: string | null;
  declared: Location | null;
  sites: Step[];
}

/** One lock is taken while another is held; `from` and `to` are indices of `locks`. */
export interface Order {
  from: number;
  to: number;
  inCircle: boolean;
  ways: Step[][];
}

/** The order of the locks of a folder. In `svg`, `data-lock` and `data-order` are indices. */
export interface Graph {
  folder: string | null;
  svg: string;
  locks: Lock[];
  orders: Order[];
}

/** What the server answers. */
export interface Graphs {
  graphs: Graph[];
}

export type ToPage = { kind: "graphs"; graphs: Graph[] } | { kind: "failed"; message: string };

export type FromPage = { kind: "ready" } | { kind: "open"; location: Location };
