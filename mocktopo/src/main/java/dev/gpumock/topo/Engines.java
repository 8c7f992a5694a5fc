package dev.gpumock.topo;

/** Units of the whole GPU beside its multiprocessors. */
public record Engines(
    int multiprocessors, int copyEngines, int encoders, int decoders, int jpegs, int ofas) {
  public Engines {
    Check.range("multiprocessors", multiprocessors, 1, 1024);
    Check.range("copyEngines", copyEngines, 0, 64);
    Check.range("encoders", encoders, 0, 64);
    Check.range("decoders", decoders, 0, 64);
    Check.range("jpegs", jpegs, 0, 64);
    Check.range("ofas", ofas, 0, 64);
  }
}
