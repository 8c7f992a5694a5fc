package dev.gpumock.topo;

/** How GPU and CPU share addresses, as nvidia-smi prints it; UNSUPPORTED is N/A. */
public enum AddressingMode {
  UNSUPPORTED,
  NONE,
  HMM,
  ATS
}
