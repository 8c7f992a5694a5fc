package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.HookName;
import dev.gpumock.cdi.request.HookOptions;
import dev.gpumock.cdi.request.Mode;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.Hook;
import dev.gpumock.cdi.spec.SlashPath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Makes the toolkit's hooks; none for a hook that is switched off. */
final class HookFactory {
  private final HookOptions options;

  /** Names that the options speak of; the others follow {@link HookName#ALL}. */
  private final Map<HookName, Boolean> disabled = new EnumMap<>(HookName.class);

  HookFactory(Search search) {
    this.options = search.request().hooks();
    options.disabled().forEach(hook -> disabled.put(hook, true));
    disabled.put(HookName.CHMOD, true);
    if (search.request().mode() == Mode.MANAGEMENT) {
      disabled.put(HookName.DISABLE_DEVICE_NODE_MODIFICATION, true);
      if (!search.isAtLeast(ToolkitVersion.V1_20_0)) {
        disabled.put(HookName.ENABLE_CUDA_COMPAT, true);
      }
    }
    options.enabled().forEach(hook -> disabled.put(hook, false));
  }

  /** A hook with arguments as they are, for example {@code --host-driver-version=550.54.15}. */
  List<Hook> create(HookName name, String... arguments) {
    return isDisabled(name, arguments.length) ? List.of() : List.of(hook(name, List.of(arguments)));
  }

  /**
   * @param links each {@code target::link}
   */
  List<Hook> createSymlinks(List<String> links) {
    return links.isEmpty() || isDisabled(HookName.CREATE_SYMLINKS, links.size())
        ? List.of()
        : List.of(hook(HookName.CREATE_SYMLINKS, flagged("--link", links)));
  }

  List<Hook> chmod(List<String> directories) {
    if (isDisabled(HookName.CHMOD, directories.size())) {
      return List.of();
    }
    List<String> arguments = new ArrayList<>(List.of("--mode", "755"));
    arguments.addAll(flagged("--path", directories));
    return List.of(hook(HookName.CHMOD, arguments));
  }

  List<Hook> updateLoaderCache(List<String> directories) {
    if (isDisabled(HookName.UPDATE_LDCACHE, directories.size())) {
      return List.of();
    }
    List<String> arguments = new ArrayList<>();
    options.ldconfig().ifPresent(path -> arguments.addAll(List.of("--ldconfig-path", path)));
    arguments.addAll(flagged("--folder", directories));
    return List.of(hook(HookName.UPDATE_LDCACHE, arguments));
  }

  private boolean isDisabled(HookName name, int arguments) {
    boolean all = disabled.getOrDefault(HookName.ALL, false);
    if (all && options.enabled().isEmpty()) {
      return true;
    }
    if (disabled.containsKey(name)) {
      return disabled.get(name);
    }
    return all || name == HookName.CREATE_SYMLINKS && arguments == 0;
  }

  private Hook hook(HookName name, List<String> arguments) {
    String program = SlashPath.name(options.program());
    Stream<String> fixed =
        program.equals("nvidia-ctk") ? Stream.of(program, "hook") : Stream.of(program);
    List<String> args =
        Stream.of(fixed, Stream.of(name.text()), arguments.stream()).flatMap(s -> s).toList();
    return new Hook(
        "createContainer",
        options.program(),
        args,
        List.of("NVIDIA_CTK_DEBUG=false"),
        OptionalLong.empty());
  }

  private static List<String> flagged(String flag, List<String> values) {
    return values.stream().flatMap(value -> Stream.of(flag, value)).toList();
  }
}
