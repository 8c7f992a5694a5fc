package dev.gpumock.topo;

/**
 * What a board is called.
 *
 * @param name exactly as nvidia-smi prints it, at most 63 characters
 * @param computeMajor CUDA compute capability, major part
 * @param computeMinor CUDA compute capability, minor part
 */
public record Product(
    String name, Brand brand, GpuArchitecture architecture, int computeMajor, int computeMinor) {
  public Product {
    Check.text("name", name, 63);
    Check.range("computeMajor", computeMajor, 1, 99);
    Check.range("computeMinor", computeMinor, 0, 9);
  }
}
