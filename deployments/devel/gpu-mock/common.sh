# What the scripts of this folder share: sourced by them, with the settings that the Makefile exports.
# shellcheck shell=bash

namespace=gpu-mock

die() {
  echo "gpu-mock: $1" >&2
  exit 1
}

# A command may be several words. With kind it is never the current context's cluster, which may be
# somebody's real one.
cluster() {
  local words
  read -ra words <<<"$KUBECTL"
  if [[ $PROVIDER == kind ]]; then words+=(--context "kind-$CLUSTER"); fi
  "${words[@]}" "$@"
}

mock() {
  cluster --namespace "$namespace" "$@"
}

# The manifest with IMAGE, MACHINE and the archive's checksum in it. The checksum makes a new build
# under the same image name a new version of the pods, and an old one no change.
with_settings() {
  local build=
  if [[ -f $ARCHIVE ]]; then build=$(cksum <"$ARCHIVE"); fi
  sed -e "s|image: local/gpu-mockctl:dev|image: $IMAGE|" -e "s|value: dgxa100|value: $MACHINE|" \
    -e "s|gpu-mock.dev/archive: .*|gpu-mock.dev/archive: \"$build\"|" "$1"
}

# start_job MANIFEST [EDIT]: a job that has run is not run again by an apply, so it is deleted first. The edit
# is sed's.
start_job() {
  mock delete --ignore-not-found --wait -f "$1"
  with_settings "$1" | sed -e "${2:-}" | mock apply -f -
}

# Ends at once, with the logs, when the job has failed.
wait_for_job() {
  local name=$1 seconds=$2 left
  for ((left = seconds; left > 0; left--)); do
    case $(mock get job "$name" -o jsonpath='{.status.succeeded}/{.status.failed}') in
      1/*)
        echo "job.batch/$name condition met"
        return
        ;;
      /[1-9]*)
        mock logs "job/$name" --all-containers=true --prefix=true >&2 || echo "its log cannot be read" >&2
        die "job $name failed: its log is above"
        ;;
    esac
    sleep 1
  done
  mock get pods -l "job-name=$name" -o wide >&2
  mock get events --field-selector type=Warning >&2
  die "job $name was not complete after $seconds s: its pods and the warnings are above"
}

wait_for_daemonset() {
  mock rollout status "ds/$1" --timeout="${WAIT}s" && return
  mock get pods -l "app=$1" -o wide >&2
  mock logs -l "app=$1" --all-containers=true --prefix=true >&2 || echo "their logs cannot be read" >&2
  die "DaemonSet $1 is not ready on every node: its pods and their logs are above"
}

# Says what is wrong with the settings before anything is done.
check_settings() {
  case $PROVIDER in
    kind) command -v "$KIND" >/dev/null || die "$KIND is not installed: install kind, or set PROVIDER=existing" ;;
    existing) ;;
    *) die "PROVIDER is \"$PROVIDER\": it is kind or existing" ;;
  esac
  command -v "${KUBECTL%% *}" >/dev/null || die "${KUBECTL%% *} is not installed"
  [[ $NODES =~ ^[1-9][0-9]*$ ]] || die "NODES is \"$NODES\": it is how many nodes, 1 or more"
  [[ $WAIT =~ ^[1-9][0-9]*$ ]] || die "WAIT is \"$WAIT\": it is a number of seconds"
}

# An image archive into the nodes.
load_archive() {
  local words
  if [[ $PROVIDER == kind ]]; then
    "$KIND" load image-archive "$1" --name "$CLUSTER"
    return
  fi
  [[ -n $LOAD_CMD ]] || die "LOAD_CMD is empty: set it to the command that loads an image archive into the nodes"
  read -ra words <<<"$LOAD_CMD"
  "${words[@]}" "$1"
}
