#!/bin/sh
# Writes the two indexes of the catalog folder $1: the boards' keys, and each machine with its aliases.
# With them a machine is found by name without a look into any other file.
set -eu
cd "$1"
for file in boards/*.yaml; do basename "$file" .yaml; done >boards.index
for file in machines/*.yaml; do
  echo "$(basename "$file" .yaml) $(sed -n 's/^aliases: \[\(.*\)\]$/\1/p' "$file" | tr -d ,)"
done >machines.index
