package dev.gpumock.cdi.discover;

import dev.gpumock.cdi.request.DeviceSelection;
import dev.gpumock.cdi.request.ToolkitVersion;
import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.ContainerEdits;
import dev.gpumock.cdi.spec.ContainerPath;
import dev.gpumock.cdi.spec.Device;
import dev.gpumock.cdi.spec.DeviceNode;
import dev.gpumock.cdi.spec.HostPath;
import dev.gpumock.cdi.spec.SlashPath;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** One device for each IMEX channel. */
final class ImexChannels {
  private static final String PREFIX = "/dev/nvidia-caps-imex-channels/channel";

  /** A channel is a minor number, which has 20 bits. */
  private static final BigInteger LAST_CHANNEL = BigInteger.valueOf((1 << 20) - 1);

  private static final BigInteger LAST_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private final Search search;
  private final DeviceNodes nodes;

  ImexChannels(Search search, DeviceNodes nodes) {
    this.search = search;
    this.nodes = nodes;
  }

  List<Device> find() throws CdiException {
    List<Device> devices = new ArrayList<>();
    for (String channel : channels(search.request().devices().ids())) {
      devices.add(device(channel));
    }
    return devices;
  }

  private List<String> channels(List<String> ids) throws CdiException {
    List<String> channels = new ArrayList<>();
    for (String id : ids) {
      String channel = SlashPath.withoutPrefix(id, "channel");
      if (channel.equals(DeviceSelection.ALL)) {
        return all();
      }
      check(id, channel);
      channels.add(channel);
    }
    return channels;
  }

  private List<String> all() {
    return nodes.locate(List.of(PREFIX + "*")).stream()
        .map(node -> SlashPath.withoutPrefix(SlashPath.name(node.path().text()), "channel"))
        .toList();
  }

  private void check(String id, String channel) throws CdiException {
    BigInteger last = search.isAtLeast(ToolkitVersion.V1_20_0) ? LAST_CHANNEL : LAST_UINT64;
    if (!channel.matches("[0-9]+") || new BigInteger(channel).compareTo(last) > 0) {
      throw new CdiException("'" + id + "' is not all or an IMEX channel from 0 to " + last);
    }
  }

  /** Without numbers: the runtime reads them from the node. */
  private Device device(String channel) throws CdiException {
    String path = PREFIX + channel;
    HostPath hostPath = new HostPath(SlashPath.join(search.devRoot(), path));
    if (search.isAtLeast(ToolkitVersion.V1_20_0)
        && search.files().realPath(hostPath.text()).isEmpty()) {
      throw new CdiException("IMEX channel " + channel + " has no node " + hostPath);
    }
    DeviceNode node = DeviceNode.at(new ContainerPath(path), hostPath);
    return Device.of(channel, ContainerEdits.of(List.of(node), List.of()));
  }
}
