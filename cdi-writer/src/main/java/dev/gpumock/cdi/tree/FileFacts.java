package dev.gpumock.cdi.tree;

import java.nio.file.Path;

/**
 * What stat(2) tells of a file.
 *
 * @param mode permission bits, without those of the type
 * @param deviceId major and minor as the kernel packs them; 0 for what is no device
 * @param path where this process finds the file
 */
record FileFacts(FileType type, int mode, long gid, long deviceId, Path path) {

  boolean isExecutable() {
    return type != FileType.DIRECTORY && (mode & 0111) != 0;
  }

  /** Major number, by gnu_dev_major of the C library. */
  long major() {
    return (deviceId >> 8 & 0xfff) | (deviceId >> 32 & 0xfffff000L);
  }

  long minor() {
    return (deviceId & 0xff) | (deviceId >> 12 & 0xffffff00L);
  }
}
