package dev.gpumock.cdi.judge;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why there is no specification, as the toolkit says it and as this module does. Where the toolkit
 * names a device, channel or file, this module must name the same.
 */
record FailureKind(Pattern toolkit, Pattern ours) {
  private static final List<FailureKind> KINDS =
      List.of(
          kind(
              "failed to get (?:MIG handle by index|device handle from UUID"
                  + "|device handle from index|parent device handle): ",
              "there is no device '"),
          kind(
              "identifier is not a valid UUID or index: \\\\\"(.*?)\\\\\"",
              "device '(.*?)' is not"),
          kind("invalid channel ID (.*?): ", "'(.*?)' is not all or an IMEX channel"),
          kind("IMEX channel (\\d+) not found at", "IMEX channel (\\d+) has no node"),
          kind("multiple device \\\\\"(.*?)\\\\\"", "a second device '(.*?)'"),
          kind(
              "device \\\\\"(.*?)\\\\\": invalid device, empty device edits",
              "device '(.*?)' has no edits"),
          kind("error getting MIG capability device paths", "MIG devices need \\S+/mig-minors"),
          kind("no NVIDIA device nodes found", "no NVIDIA device nodes in"),
          kind(
              "failed to locate versioned driver libraries: lib\\*\\.so\\.([\\d.]+): not found",
              "a link among the libraries of ([\\d.]+) leads nowhere"),
          kind(
              "unexpected version detected: (\\S+) != ",
              "is not of driver (\\S+), which NVML tells"),
          kind("failed to locate \\\\\"libcuda.so", "no libcuda\\.so\\."),
          // This module is told of the GPUs; whether NVML can be asked is not its matter.
          kind("failed to initialize NVML", ""));

  private static FailureKind kind(String toolkit, String ours) {
    return new FailureKind(Pattern.compile(toolkit), Pattern.compile(ours));
  }

  static boolean agree(String toolkit, String ours) {
    for (FailureKind kind : KINDS) {
      Matcher theirs = kind.toolkit.matcher(toolkit);
      if (theirs.find()) {
        Matcher found = kind.ours.matcher(ours);
        return found.find() && named(found).equals(named(theirs));
      }
    }
    return false;
  }

  private static Optional<String> named(Matcher matcher) {
    return matcher.groupCount() == 0 ? Optional.empty() : Optional.of(matcher.group(1));
  }
}
