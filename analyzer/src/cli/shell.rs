//! `concheck completions` and `concheck man`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::cli::global::Global;
use crate::cli::output;

#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// Write the pages of all commands to FOLDER instead of printing the first one
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

/// `concheck completions`.
pub(super) fn completions(args: &CompletionsArgs, mut command: Command) -> anyhow::Result<ExitCode> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut command, "concheck", &mut text);
    let mut text = String::from_utf8_lossy(&text).into_owned();
    text.push_str(match args.shell {
        Shell::Bash => BASH,
        Shell::Zsh => ZSH,
        Shell::Fish => FISH,
        // There, nothing completes cargo that could be extended.
        _ => "",
    });
    output::answer(&text)
}

/// `cargo concheck` is completed as `concheck` is, and `cargo concheck --…` as `concheck check --…`; the rest of cargo by
/// its own completion, which is loaded if that has not happened yet.
const BASH: &str = r#"
_concheck_of_cargo() {
    if [[ "${COMP_CWORD}" -gt 1 && "${COMP_WORDS[1]}" == concheck ]]; then
        local implied=()
        [[ "${COMP_WORDS[2]}" == -* ]] && implied=(check)
        COMP_WORDS=(concheck "${implied[@]}" "${COMP_WORDS[@]:2}")
        COMP_CWORD=$((COMP_CWORD - 1 + ${#implied[@]}))
        _concheck concheck "$2" "$3"
        return
    fi
    if ! declare -F _cargo > /dev/null; then
        { _comp_load cargo || _completion_loader cargo; } 2> /dev/null
        complete -F _concheck_of_cargo -o bashdefault -o default cargo
    fi
    if declare -F _cargo > /dev/null; then
        _cargo "$@"
    fi
}
complete -F _concheck_of_cargo -o bashdefault -o default cargo
"#;

/// cargo's completion calls a function of this name, if there is one, with the words from `concheck` on.
const ZSH: &str = r#"
_cargo-concheck() {
    if [[ "${words[2]}" == -* ]]; then
        words=(concheck check "${(@)words[2,-1]}")
        (( CURRENT += 1 ))
    fi
    _concheck "$@"
}
"#;

const FISH: &str = r#"
function __concheck_of_cargo
    set -l line (string replace -r '^.*?concheck' concheck -- (commandline -cp))
    complete -C (string replace -r '^concheck\s+-' 'concheck check -' -- $line)
end
complete -c cargo -n '__fish_seen_subcommand_from concheck' -f -a '(__concheck_of_cargo)'
"#;

/// `concheck man`.
pub(super) fn man(args: &ManArgs, command: Command, global: &Global) -> anyhow::Result<ExitCode> {
    let Some(folder) = &args.out else {
        let mut text = Vec::new();
        Man::new(command).render(&mut text).context("cannot write the page")?;
        return output::answer(&String::from_utf8_lossy(&text));
    };
    fs::create_dir_all(folder).map_err(|error| anyhow!("cannot create {}: {error}", folder.display()))?;
    clap_mangen::generate_to(command, folder)
        .map_err(|error| anyhow!("cannot write into {}: {error}", folder.display()))?;
    global.note(&format!("manual pages written to {}", folder.display()));
    Ok(ExitCode::SUCCESS)
}
