package dev.gpumock.ctl;

import dev.gpumock.cdi.request.HookName;
import dev.gpumock.cdi.request.HookOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The hooks of a specification, by the options of {@code nvidia-ctk cdi generate}. */
final class ToolkitHooks {
  private static final String PROGRAM = "--nvidia-cdi-hook-path";
  private static final String LDCONFIG = "--ldconfig-path";
  private static final String ENABLE = "--enable-hook";

  @Option(
      names = {PROGRAM, "--nvidia-ctk-path"},
      paramLabel = "FILE",
      description =
          "The hooks' program on the node. Default: nvidia-cdi-hook in PATH, else in /usr/bin.")
  private Optional<String> hookProgram = Optional.empty();

  @Option(
      names = LDCONFIG,
      paramLabel = "FILE",
      description = "For the hook that updates the loader's cache.")
  private Optional<String> ldconfig = Optional.empty();

  @Option(
      names = {"--disable-hook", "--disable-hooks"},
      paramLabel = "HOOK",
      description = "Leave a hook out; 'all' leaves out all that --enable-hook does not name.")
  private List<String> disabledHooks = List.of();

  @Option(
      names = {ENABLE, "--enable-hooks"},
      paramLabel = "HOOK",
      description = "Put a hook in; it wins over --disable-hook.")
  private List<String> enabledHooks = List.of();

  /**
   * Of the profile without hooks: none can be left out, but what is to be in one has no place. A
   * variable that is set for the toolkit is not an error.
   */
  void requireNone(ParseResult given) {
    Stream.of(PROGRAM, LDCONFIG, ENABLE)
        .filter(given::hasMatchedOption)
        .findFirst()
        .ifPresent(
            option -> {
              throw new UsageException(
                  option + ": the profile stock has no hooks; add --profile toolkit");
            });
  }

  HookOptions options(HookProgram program, Consumer<String> warnings) {
    Set<HookName> enabled = ToolkitOptions.known(ENABLE, enabledHooks, HookName::parse, warnings);
    if (enabled.contains(HookName.ALL)) {
      throw new UsageException(ENABLE + ": hooks are enabled by name, 'all' cannot be");
    }
    return new HookOptions(
        program.of(hookProgram),
        ldconfig.filter(path -> !path.isEmpty()),
        ToolkitOptions.known("--disable-hook", disabledHooks, HookName::parse, warnings),
        enabled);
  }
}
