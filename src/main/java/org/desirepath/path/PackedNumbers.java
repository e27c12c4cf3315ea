package org.desirepath.path;

/** Writes small whole numbers, from -1 upwards, in as few bytes as they need: seven bits each. */
final class PackedNumbers {

  private PackedNumbers() {}

  static byte[] pack(int[] numbers, int from, int to) {
    int size = 0;
    for (int i = from; i < to; i++) {
      size++;
      for (int rest = numbers[i] + 1; rest >= 0x80; rest >>>= 7) {
        size++;
      }
    }
    byte[] packed = new byte[size];
    int place = 0;
    for (int i = from; i < to; i++) {
      int rest = numbers[i] + 1;
      while (rest >= 0x80) {
        packed[place++] = (byte) ((rest & 0x7F) | 0x80);
        rest >>>= 7;
      }
      packed[place++] = (byte) rest;
    }
    return packed;
  }

  static int[] unpack(byte[] packed) {
    int size = 0;
    for (byte part : packed) {
      size += part >= 0 ? 1 : 0;
    }
    int[] numbers = new int[size];
    int place = 0;
    for (int i = 0; i < size; i++) {
      int number = 0;
      int shift = 0;
      int part;
      do {
        part = packed[place++];
        number |= (part & 0x7F) << shift;
        shift += 7;
      } while (part < 0);
      numbers[i] = number - 1;
    }
    return numbers;
  }
}
