package dev.gpumock.cdi.tree;

/** The types of files that st_mode tells apart. */
enum FileType {
  REGULAR,
  DIRECTORY,
  LINK,
  CHARACTER_DEVICE,
  BLOCK_DEVICE,
  OTHER;

  static FileType ofMode(int mode) {
    return switch (mode & 0170000) {
      case 0100000 -> REGULAR;
      case 0040000 -> DIRECTORY;
      case 0120000 -> LINK;
      case 0020000 -> CHARACTER_DEVICE;
      case 0060000 -> BLOCK_DEVICE;
      default -> OTHER;
    };
  }
}
