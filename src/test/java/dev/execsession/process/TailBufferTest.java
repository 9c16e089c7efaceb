package dev.execsession.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailBufferTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 65_535, 65_536, 65_537, 200_000})
  void the_last_bytes_are_kept_whatever_comes_at_once(int capacity) throws IOException {
    Random random = new Random(capacity);
    TailBuffer tail = new TailBuffer(capacity);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int most : new int[] {10, 1000, 70_000, 300_000, 100_000, 10}) {
      byte[] bytes = new byte[random.nextInt(most) + 5];
      random.nextBytes(bytes);
      tail.write(bytes, 2, bytes.length - 3);
      all.write(bytes, 2, bytes.length - 3);

      byte[] expected =
          Arrays.copyOfRange(all.toByteArray(), Math.max(0, all.size() - capacity), all.size());
      assertThat(tail.toBytes()).isEqualTo(expected);
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      tail.writeTo(written);
      assertThat(written.toByteArray()).isEqualTo(expected);
      assertThat(tail.dropped()).isEqualTo(all.size() - expected.length);
    }
  }
}
