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
# What belongs to no namespace and a chart may bring.
cluster_wide=namespaces,resourceslices,deviceclasses,clusterroles,clusterrolebindings,customresourcedefinitions
cluster_wide+=,validatingadmissionpolicies,validatingadmissionpolicybindings,validatingwebhookconfigurations
cluster_wide+=,mutatingwebhookconfigurations,priorityclasses,runtimeclasses
kernel='/proc/driver /proc/driver/nvidia /sys/bus/pci/devices /sys/module/nvidia'

state() {
  cluster --namespace gpu-mock-state "$@"
}

# "NODE POD" of each.
state_pods() {
  state get pods -l app=state -o jsonpath='{range .items[*]}{.spec.nodeName}{" "}{.metadata.name}{"\n"}{end}'
}

# "FOLDER NAME" of all that is in the folders; those that are not there have nothing. The last line says that
# the pod came to the end.
list() {
  local pod=$1
  shift
  # shellcheck disable=SC2016 # the container's variables
  state exec "$pod" -- sh -c 'for f in "$@"; do ls -A "/node$f" 2>/dev/null | while read -r n; do echo "$f $n"; done; done; echo end' \
    sh "$@" </dev/null
}

# list NODE KIND POD FILTER FOLDER...: its lines that the filter lets pass; what cannot be read is nothing known.
listed() {
  local node=$1 kind=$2 pod=$3 filter=$4 lines
  shift 4
  lines=$(list "$pod" "$@") || die "node $node cannot be looked at"
  [[ ${lines##*$'\n'} == end ]] || die "node $node was not looked at to the end"
  sed '$d' <<<"$lines" | "$filter" | sed "s|^|$node $kind |"
}

# All but the kubelet's own files.
not_kubelets() { awk '!/\/device-plugins (kubelet|DEPRECATION)/'; }
ours_by_name() { awk '/nvidia|gpu-mock/'; }

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
  listed "$node" file "$pod" not_kubelets "${words[@]}"
  read -ra words <<<"$shared"
  listed "$node" file "$pod" ours_by_name "${words[@]}"
  read -ra words <<<"$kernel"
  listed "$node" kernel "$pod" cat "${words[@]}"
  mounts "$pod" | sed "s|^|$node mount |" || die "the mounts of node $node cannot be looked at"
}

# Of a resource that a device plug-in has offered, the kubelet keeps the capacity, with none allocatable.
cluster_state() {
  local nodes names
  # shellcheck disable=SC2016 # a template's variables
  nodes=$(cluster get nodes -o go-template='{{range .items}}{{$node := .metadata.name}}{{range $key, $value := .metadata.labels}}{{$node}} label {{$key}}={{$value}}{{"\n"}}{{end}}{{range $key, $value := .metadata.annotations}}{{$node}} annotation {{$key}}{{"\n"}}{{end}}{{range $key, $value := .status.allocatable}}{{$node}} resource {{$key}} {{$value}}{{"\n"}}{{end}}{{end}}') || die "the nodes of the cluster cannot be looked at"
  names=$(cluster get "$cluster_wide" -o name) || die "the cluster cannot be looked at: $cluster_wide"
  awk '/ (label|annotation) | resource .*(nvidia|gpu-mock).* [1-9]/' <<<"$nodes"
  awk '/gpu-mock|nvidia|dra-driver/ && $0 != "namespace/gpu-mock-state" { print "cluster", $0 }' <<<"$names"
}

save() {
  local node pod text='' part pods
  with_settings state/daemonset.yaml | sed "s|image: .*|image: $POD_IMAGE|" | cluster apply -f - >/dev/null
  state rollout status --timeout="${WAIT}s" daemonset/state >/dev/null ||
    die "the pods that look at the nodes do not run: see namespace gpu-mock-state"
  pods=$(state_pods)
  while read -r node pod; do
    part=$(node_state "$node" "$pod") || exit
    text+=$part$'\n'
  done <<<"$pods"
  part=$(cluster_state) || exit
  text+=$part
  cluster delete namespace --wait gpu-mock-state >/dev/null
  mkdir -p "$(dirname "$1")"
  sort <<<"$text" | sed '/^$/d' >"$1"
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
