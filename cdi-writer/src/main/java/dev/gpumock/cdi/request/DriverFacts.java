package dev.gpumock.cdi.request;

import java.util.List;
import java.util.Optional;

/**
 * What a specification needs and the driver root does not hold.
 *
 * @param version of the driver, as NVML tells it; absent: taken from the libraries' names
 */
public record DriverFacts(Optional<String> version, List<GpuFacts> gpus) {
  public DriverFacts {
    gpus = List.copyOf(gpus);
  }
}
