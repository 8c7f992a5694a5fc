package dev.gpumock.cdi.request;

import java.util.Optional;
import java.util.Set;

/**
 * Which hooks a specification names, and where their program is.
 *
 * @param program nvidia-cdi-hook, or nvidia-ctk, on the node
 * @param ldconfig for the hook that updates the loader cache; absent: the hook's own choice
 * @param enabled wins over {@code disabled}
 */
public record HookOptions(
    String program, Optional<String> ldconfig, Set<HookName> disabled, Set<HookName> enabled) {
  public static final HookOptions DEFAULT =
      new HookOptions("/usr/bin/nvidia-cdi-hook", Optional.empty(), Set.of(), Set.of());

  public HookOptions {
    disabled = Set.copyOf(disabled);
    enabled = Set.copyOf(enabled);
    if (enabled.contains(HookName.ALL)) {
      throw new IllegalArgumentException("hooks are enabled by name, 'all' cannot be");
    }
  }

  public HookOptions withProgram(String other) {
    return new HookOptions(other, ldconfig, disabled, enabled);
  }

  public HookOptions withLdconfig(String other) {
    return new HookOptions(program, Optional.of(other), disabled, enabled);
  }

  public HookOptions withDisabled(Set<HookName> other) {
    return new HookOptions(program, ldconfig, other, enabled);
  }

  public HookOptions withEnabled(Set<HookName> other) {
    return new HookOptions(program, ldconfig, disabled, other);
  }
}
