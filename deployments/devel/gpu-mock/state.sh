#!/bin/bash
# What the nodes and the cluster have, of all that a mock node or its consumers could leave or change:
#   state.sh save FILE              one line for each thing
#   state.sh same BEFORE AFTER      nothing was left, and nothing taken
#   state.sh untouched BEFORE DURING    mounts, /proc/driver and /sys of the nodes are the same
# The Makefile beside it exports the settings. Runs in the bash 3.2 of macOS too.
set -euo pipefail
cd "$(dirname "$0")"

# shellcheck source=common.sh
. ./common.sh

# Folders in which everything is ours, a consumer's, or of somebody who does not change meanwhile; but
# in that of device plug-ins the kubelet has files of its own, one from when the first plug-in comes.
folders='/etc/cdi /run/cdi /run/nvidia /run/nvidia-persistenced /var/lib/nvidia-mock
  /var/lib/kubelet/plugins /var/lib/kubelet/plugins_registry /var/lib/kubelet/device-plugins'
# Folders in which only names with nvidia or gpu-mock in them are.
shared='/dev /run /var/lib /etc /opt /usr/local /tmp'
kernel='/proc/driver /proc/driver/nvidia /sys/bus/pci/devices /sys/module/nvidia'

state() {
  cluster --namespace gpu-mock-state "$@"
}

# "NODE POD" of each.
state_pods() {
  state get pods -l app=state -o jsonpath='{range .items[*]}{.spec.nodeName}{" "}{.metadata.name}{"\n"}{end}'
}

# "FOLDER NAME" of all that is in the folders; those that are not there have nothing.
list() {
  local pod=$1
  shift
  # shellcheck disable=SC2016 # the container's variables
  state exec "$pod" -- sh -c 'for f in "$@"; do ls -A "/node$f" 2>/dev/null | while read -r n; do echo "$f $n"; done; done' \
    sh "$@" </dev/null
}

# Mounts of pods and of the container runtime come and go with every pod.
mounts() {
  state exec "$1" -- cat /proc/self/mountinfo </dev/null | awk '
    $5 != "/node" && $5 !~ "^/node/" { next }
    $5 ~ "/kubelet/pods/|/io[.]containerd[.]|/containerd/.*/(rootfs|shm)$|/netns/|/overlay2?/" { next }
    { for (i = 7; $i != "-"; i++); print $5, $(i + 1), $(i + 2) }' | sed 's,^/node/*,/,'
}

node_state() {
  local node=$1 pod=$2 words
  read -ra words <<<"$(tr '\n' ' ' <<<"$folders")"
  list "$pod" "${words[@]}" | { grep -vE '/device-plugins (kubelet|DEPRECATION)' || true; } | sed "s|^|$node file |"
  read -ra words <<<"$shared"
  list "$pod" "${words[@]}" | { grep -E 'nvidia|gpu-mock' || true; } | sed "s|^|$node file |"
  read -ra words <<<"$kernel"
  list "$pod" "${words[@]}" | sed "s|^|$node kernel |"
  mounts "$pod" | sed "s|^|$node mount |"
}

# Of a resource that a device plug-in has offered, the kubelet keeps the capacity, with none allocatable.
cluster_state() {
  # shellcheck disable=SC2016 # a template's variables
  cluster get nodes -o go-template='{{range .items}}{{$node := .metadata.name}}{{range $key, $value := .metadata.labels}}{{$node}} label {{$key}}={{$value}}{{"\n"}}{{end}}{{range $key, $value := .metadata.annotations}}{{$node}} annotation {{$key}}{{"\n"}}{{end}}{{range $key, $value := .status.allocatable}}{{$node}} resource {{$key}} {{$value}}{{"\n"}}{{end}}{{end}}' |
    { grep -E ' (label|annotation) | resource .*(nvidia|gpu-mock).* [1-9]' || true; }
  cluster get namespaces,resourceslices,deviceclasses,clusterroles,clusterrolebindings -o name |
    { grep -E 'gpu-mock|nvidia|dra-driver' || true; } | { grep -v '^namespace/gpu-mock-state$' || true; } | sed 's|^|cluster |'
}

save() {
  local node pod text=
  with_settings state/daemonset.yaml | sed "s|image: .*|image: $POD_IMAGE|" | cluster apply -f - >/dev/null
  state rollout status --timeout=120s daemonset/state >/dev/null ||
    die "the pods that look at the nodes do not run: see namespace gpu-mock-state"
  while read -r node pod; do
    text+=$(node_state "$node" "$pod")$'\n'
  done < <(state_pods)
  text+=$(cluster_state)
  cluster delete namespace --wait gpu-mock-state >/dev/null
  mkdir -p "$(dirname "$1")"
  sort <<<"$text" >"$1"
  echo "$(grep -c . "$1") things on $(cut -d ' ' -f 1 "$1" | grep -v cluster | sort -u | wc -l | tr -d ' ') nodes noted in $1"
}

# Nothing noted is nothing known.
compare() {
  local what=$1 kinds=$2 before after
  before=$(grep -E "$kinds" "$3") || die "$3 has none of $kinds"
  after=$(grep -E "$kinds" "$4") || die "$4 has none of $kinds"
  diff <(echo "$before") <(echo "$after") || die "$what: the difference is above, < before, > after"
  echo "✓ $what"
}

case ${1:-} in
  save)
    check_settings
    save "$2"
    ;;
  same) compare "The nodes and the cluster are as they were before." . "$2" "$3" ;;
  untouched) compare "Mounts, /proc/driver and /sys of the nodes are as they were before." '^[^ ]+ (mount|kernel) ' "$2" "$3" ;;
  *) die "no step \"${1:-}\": see make help" ;;
esac
