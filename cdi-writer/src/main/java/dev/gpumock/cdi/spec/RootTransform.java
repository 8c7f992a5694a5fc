package dev.gpumock.cdi.spec;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Moves the paths of a specification from one root directory to another, as {@code nvidia-ctk cdi
 * transform root} does: for a driver that the writer sees elsewhere than the runtime, or an image
 * that has it elsewhere.
 */
public final class RootTransform {
  /** Between two roots that are one there is nothing to do, not even a host path to write out. */
  private final boolean moves;

  private final UnaryOperator<String> move;

  private RootTransform(boolean moves, UnaryOperator<String> move) {
    this.moves = moves;
    this.move = move;
  }

  /**
   * Text is compared, as toolkits up to v1.20.0 do: {@code /driver} is moved in {@code /driver-old}
   * as well. A slash at the end of {@code from} keeps to whole names.
   */
  public static RootTransform of(String from, String to) {
    return new RootTransform(
        !from.equals(to),
        path -> path.startsWith(from) ? SlashPath.join(to, path.substring(from.length())) : path);
  }

  /** Paths on the node. Each device node says its host path afterwards. */
  public CdiSpec onHost(CdiSpec spec) {
    if (!moves) {
      return spec;
    }
    return spec.mapEdits(
        edits ->
            edits
                .withDeviceNodes(edits.deviceNodes().stream().map(this::hostNode).toList())
                .withHooks(edits.hooks().stream().map(this::hostHook).toList())
                .withMounts(edits.mounts().stream().map(this::hostMount).toList()));
  }

  /** Paths in the container. */
  public CdiSpec inContainer(CdiSpec spec) {
    if (!moves) {
      return spec;
    }
    return spec.mapEdits(
        edits ->
            edits
                .withDeviceNodes(edits.deviceNodes().stream().map(this::containerNode).toList())
                .withHooks(edits.hooks().stream().map(this::containerHook).toList())
                .withMounts(edits.mounts().stream().map(this::containerMount).toList()));
  }

  private DeviceNode hostNode(DeviceNode node) {
    String path = node.hostPath().map(HostPath::text).orElse(node.path().text());
    return node.withHostPath(Optional.of(new HostPath(move.apply(path))));
  }

  private DeviceNode containerNode(DeviceNode node) {
    return node.withPath(new ContainerPath(move.apply(node.path().text())));
  }

  private Mount hostMount(Mount mount) {
    HostPath moved = new HostPath(move.apply(mount.hostPath().text()));
    return new Mount(moved, mount.containerPath(), mount.options(), mount.type());
  }

  private Mount containerMount(Mount mount) {
    ContainerPath moved = new ContainerPath(move.apply(mount.containerPath().text()));
    return new Mount(mount.hostPath(), moved, mount.options(), mount.type());
  }

  /** Programs are the node's, but startContainer's is the image's. */
  private Hook hostHook(Hook hook) {
    String path = isStart(hook) ? hook.path() : move.apply(hook.path());
    return hook.with(path, isInContainer(hook) ? hook.args() : moved(hook.args()));
  }

  private Hook containerHook(Hook hook) {
    String path = isStart(hook) ? move.apply(hook.path()) : hook.path();
    return hook.with(path, isInContainer(hook) ? moved(hook.args()) : hook.args());
  }

  private static boolean isStart(Hook hook) {
    return hook.hookName().equals("startContainer");
  }

  /** Whether the hook's arguments are paths in the container. */
  private static boolean isInContainer(Hook hook) {
    return isStart(hook) || hook.hookName().equals("createContainer");
  }

  /** Of {@code target::link} both sides. */
  private List<String> moved(List<String> args) {
    return args.stream()
        .map(
            arg -> {
              int sides = arg.indexOf("::");
              return sides < 0
                  ? move.apply(arg)
                  : move.apply(arg.substring(0, sides))
                      + "::"
                      + move.apply(arg.substring(sides + 2));
            })
        .toList();
  }
}
