#!/bin/sh
# What a build system does with `concheck facts` and `concheck link`: each package is read by itself, in a folder where
# nothing else is, and what is linked are the facts alone.
#
#   driver.sh CONCHECK WORKSPACE FOLDER DEPENDENCIES PACKAGES [OPTION…]
#
# FOLDER is made, and gets all that is in between. DEPENDENCIES and PACKAGES are folders of the workspace, with spaces
# between them. OPTIONs are those of `concheck link`.
set -eu

concheck=$1 workspace=$2 folder=$3 dependencies=$4 packages=$5
shift 5

mkdir -p "$folder/facts" "$folder/link"

# One action: its inputs are the package and the manifest of the workspace, laid out as links, and the facts of packages
# before it.
facts() {
    package=$1
    shift
    sandbox="$folder/sandbox/$package"
    (cd "$workspace" && find "$package" -type f) | while read -r file; do
        mkdir -p "$sandbox/$(dirname "$file")"
        ln -s "$workspace/$file" "$sandbox/$file"
    done
    for shared in Cargo.toml concheck.toml; do
        if [ -f "$workspace/$shared" ]; then ln -s "$workspace/$shared" "$sandbox/$shared"; fi
    done
    for known in "$folder"/facts/*.facts; do
        if [ -f "$known" ]; then set -- "$@" --uses "$known"; fi
    done
    name=$(printf %s "$package" | tr / _)
    (cd "$sandbox" && "$concheck" facts --output "$folder/facts/$name.facts" "$@" "$package")
}

for package in $dependencies; do facts "$package" --dependency; done
for package in $packages; do facts "$package"; done

# The last one: its inputs are the facts and the configuration.
if [ -f "$workspace/concheck.toml" ]; then cp "$workspace/concheck.toml" "$folder/link"; fi
cd "$folder/link"
exec "$concheck" link "$@" "$folder"/facts/*.facts
