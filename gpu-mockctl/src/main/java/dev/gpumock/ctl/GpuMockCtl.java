package dev.gpumock.ctl;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The program. Without a subcommand it is the flag form of the first gpu-mockctl: {@code --mode}
 * names what the subcommands {@code fs}, {@code cdi} and {@code all} do.
 */
@Command(
    name = GpuMockCtl.NAME,
    addMethodSubcommands = false,
    header = {
      "Makes this Linux node a GPU node for every program that asks the NVIDIA driver.",
      "No GPU, no kernel module and no NVIDIA software is needed."
    },
    description = {
      "%nStart with:",
      "  gpu-mockctl machines          the machines that can be simulated",
      "  gpu-mockctl all --dry-run     what would be written, and where",
      "  sudo gpu-mockctl all          a DGX A100: driver, device nodes, CDI specification",
      "  gpu-mockctl status            the GPUs, as the driver library reports them",
      "  sudo gpu-mockctl clean        everything away again"
    },
    synopsisSubcommandLabel = "[COMMAND]",
    commandListHeading = "%nCommands ('gpu-mockctl COMMAND --help' explains each):%n")
public final class GpuMockCtl extends BuildCommand {
  static final String NAME = "gpu-mockctl";

  @Option(
      names = "--mode",
      paramLabel = "MODE[,MODE]",
      order = -1,
      description = "Without a command: which of fs, cdi and all to do. Default: all.")
  private String mode = "all";

  @Option(
      names = "--version",
      description = "Print the version of this program; the command version says more.")
  private boolean version;

  GpuMockCtl(Caller caller) {
    super(caller);
  }

  @Override
  public Integer call() {
    if (version) {
      console().say(NAME + " " + VersionCommand.version());
      return ExitCode.DONE;
    }
    return build(Mode.parse(mode));
  }

  /** Ends the process with an exit code of {@link ExitCode}. */
  public static void main(String[] args) {
    HelpTexts.of(args).ifPresentOrElse(System.out::print, () -> run(args));
    requireWritten(System.out.checkError());
  }

  private static void run(String[] args) {
    // Types that no option has: their converters load a hundred classes at each start.
    System.setProperty("picocli.converters.excludes", "java\\.(sql|time)\\..*");
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = new Execution(out, err, System.getenv()).run(args);
    requireWritten(out.checkError() || System.out.checkError());
    System.exit(code);
  }

  /** A result that nobody got, for example on a full disk, is no success. */
  private static void requireWritten(boolean failed) {
    if (failed) {
      System.err.println(ErrorLine.PREFIX + "standard output cannot be written");
      System.exit(ExitCode.FAILED);
    }
  }
}
