import dev.gpumock.cdi.CdiGenerator;
import dev.gpumock.cdi.MachineFacts;
import dev.gpumock.cdi.file.SpecFormat;
import dev.gpumock.cdi.request.CdiRequest;
import dev.gpumock.cdi.request.DriverFacts;
import dev.gpumock.cdi.request.DriverLocation;
import dev.gpumock.cdi.request.Profile;
import dev.gpumock.cdi.request.SearchEnvironment;
import dev.gpumock.cdi.tree.HostFiles;
import dev.gpumock.topo.CpuArchitecture;
import dev.gpumock.topo.catalog.Catalog;
import java.util.Arrays;

/**
 * How long a CDI specification of a driver root takes in a process that runs: Generate MACHINE ROOT.
 * From the first look at the tree to the bytes of the file, the files of the tree read anew each time.
 */
public final class Generate {
  private static final int WARM_UP = 2000;
  private static final int RUNS = 200;

  private static CpuArchitecture cpu() {
    return System.getProperty("os.arch").equals("aarch64")
        ? CpuArchitecture.ARM64
        : CpuArchitecture.AMD64;
  }

  public static void main(String[] args) throws Exception {
    DriverFacts facts = MachineFacts.of(Catalog.standard().machine(args[0], "bench"));
    for (Profile profile : Profile.values()) {
      double[] times = new double[RUNS];
      for (int i = -WARM_UP; i < RUNS; i++) {
        long start = System.nanoTime();
        CdiRequest request =
            CdiRequest.of(
                profile,
                DriverLocation.at(args[1]),
                SearchEnvironment.plain(cpu()));
        var spec = CdiGenerator.generate(HostFiles.ofThisSystem(), request, facts).main();
        int length = SpecFormat.YAML.render(spec).length;
        if (i >= 0 && length > 0) {
          times[i] = (System.nanoTime() - start) / 1e6;
        }
      }
      Arrays.sort(times);
      System.out.printf(
          "  %-28s %8.2f %8.2f %8.2f   5%n",
          "profile " + profile.name().toLowerCase(), times[0], times[RUNS / 2], times[RUNS - 1]);
    }
  }
}
