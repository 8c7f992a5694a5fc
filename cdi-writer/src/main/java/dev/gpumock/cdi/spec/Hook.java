package dev.gpumock.cdi.spec;

import java.util.List;
import java.util.OptionalLong;

/**
 * A program that the runtime runs in a container's life.
 *
 * @param hookName of the OCI runtime specification, for example {@code createContainer}
 * @param args from argv[0]
 * @param timeout in seconds
 */
public record Hook(
    String hookName, String path, List<String> args, List<String> env, OptionalLong timeout) {
  public Hook {
    args = List.copyOf(args);
    env = List.copyOf(env);
  }

  public Hook with(String otherPath, List<String> otherArgs) {
    return new Hook(hookName, otherPath, otherArgs, env, timeout);
  }
}
