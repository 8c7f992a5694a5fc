package dev.gpumock.topo.offer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.catalog.Catalog;
import dev.gpumock.topo.catalog.CatalogException;
import dev.gpumock.topo.catalog.OfferFile;
import dev.gpumock.topo.offer.GpuTypeResolver.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuTypeResolverTest {
  private static final List<OfferedType> SHIPPED = OfferFile.shipped();
  private final GpuTypeResolver resolver = new GpuTypeResolver(Catalog.standard());
  @TempDir Path directory;

  @Test
  void theShippedOfferIsSixteenTypesOfTheCatalog() {
    assertEquals(16, SHIPPED.size());
    assertTrue(SHIPPED.stream().allMatch(type -> Catalog.standard().has(type.type())));
  }

  @ParameterizedTest
  @CsvSource({
    "'', gpu_1x_a10, AMD64",
    "mig, gpu_1x_a100_sxm4, AMD64",
    "multi-gpu, gpu_2x_a6000, AMD64",
    "dynamic-mig, gpu_1x_gh200, ARM64",
    "dynamic-mig amd64, gpu_1x_h100_pcie, AMD64",
    "nvlink, gpu_2x_h100_sxm5, AMD64"
  })
  void theCheapestThatCanDoItIsChosen(String required, String type, CpuArchitecture architecture) {
    Set<Capability> capabilities =
        List.of(required.split(" ")).stream()
            .filter(word -> !word.isEmpty())
            .map(Capability::parse)
            .collect(java.util.stream.Collectors.toSet());
    var choice = resolver.resolve(SHIPPED, List.of(), capabilities).choice().orElseThrow();
    assertEquals(type, choice.type());
    assertEquals(type, choice.machine());
    assertEquals(architecture, choice.architecture());
  }

  @Test
  void whatIsOverTheQuotaIsSetAsideAndTheNextIsTried() {
    Resolution resolution =
        resolver.resolve(SHIPPED, List.of("8x_v100_n", "gpu_8x_a100", "gpu_9x_x"), Set.of());
    assertEquals("gpu_8x_a100", resolution.choice().orElseThrow().type());
    assertEquals(
        List.of(
            "gpu_9x_x: set aside, it is not in the offer",
            "gpu_8x_v100_n: set aside, over the quota",
            "gpu_8x_a100: chosen at 15.92 in any"),
        resolution.decisions());
  }

  @Test
  void withoutCapacityNothingIsChosen() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("offer.json"),
            "[{\"type\": \"gpu_1x_a10\", \"price\": 1.29, \"regions\": []}]");
    Resolution resolution = resolver.resolve(OfferFile.read(file), List.of("a10"), Set.of());
    assertEquals(Optional.empty(), resolution.choice());
    assertEquals(
        List.of("gpu_1x_a10: set aside, no region has capacity", "no type is left"),
        resolution.decisions());
  }

  @Test
  void badOffersNameTheLine() throws IOException {
    Path file = Files.writeString(directory.resolve("o.yaml"), "- {type: a}\n");
    String message = assertThrows(CatalogException.class, () -> OfferFile.read(file)).getMessage();
    assertEquals(file + ":1: property 'price' is missing", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|1: the offer has no types",
        "[{type: a, price: 1, regions: [r], quota: -1}]|1: quota is -1, it must be 0 or more",
        "[{type: a, price: 1, regions: ['']}]|1: regions must be names, one is empty",
        "[{type: a, price: 1}, {type: a, price: 2}]|1: type a stands twice"
      })
  void offersThatMakeNoSenseAreRefused(String offer, String complaint) throws IOException {
    Path file = Files.writeString(directory.resolve("o.yaml"), offer);
    String message = assertThrows(CatalogException.class, () -> OfferFile.read(file)).getMessage();
    assertEquals(file + ":" + complaint, message);
  }

  @Test
  void computeDomainsNeedARack() {
    assertTrue(
        Capability.of(Catalog.standard().machine("gb200", "n"))
            .contains(Capability.COMPUTE_DOMAIN));
    assertTrue(
        !Capability.of(Catalog.standard().machine("h100", "n"))
            .contains(Capability.COMPUTE_DOMAIN));
    assertThrows(IllegalArgumentException.class, () -> Capability.parse("fast"));
  }
}
