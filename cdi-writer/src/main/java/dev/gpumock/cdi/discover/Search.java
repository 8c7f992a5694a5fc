package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.tree.HostFiles;
import java.util.function.Consumer;

/**
 * What all searches of one generation share.
 *
 * @param warnings takes one line for each thing that is left out
 */
public record Search(HostFiles files, CdiRequest request, Consumer<String> warnings) {

  String root() {
    return request.driver().root();
  }

  String devRoot() {
    return request.driver().devRootOrRoot();
  }

  boolean isAtLeast(ToolkitVersion version) {
    return request.toolkit().isAtLeast(version);
  }

  void warn(String line) {
    warnings.accept(line);
  }
}
