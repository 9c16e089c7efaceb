package dev.execsession;

import dev.execsession.process.EndingException;
import dev.execsession.process.Interrupts;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process on a signal with 128 + n: orderly within five seconds, at once on a second
 * signal. A signal that was ignored when the process started stays ignored.
 */
final class SignalHandlers implements Interrupts {
  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
  private static final long ORDERLY_MS = 4_500;
  private static final long AT_ONCE_MS = 400;

  private final IntConsumer halt;

  /** Oldest first. */
  private final List<Part> open = new ArrayList<>();

  private boolean installed;
  private boolean ending;
  private boolean over;

  /**
   * @param halt ends the process immediately
   */
  SignalHandlers(IntConsumer halt) {
    this.halt = halt;
  }

  /** A part of the process that has something to clean up. */
  private static final class Part {
    private final Handler handler;
    private boolean atWork;

    Part(Handler handler) {
      this.handler = handler;
    }
  }

  /** Takes over from the JVM, which handles signals itself until something needs cleaning up. */
  private void install() {
    installed = true;
    try {
      // By reflection: the compiler warns about this class in any case.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Constructor<?> named = signal.getConstructor(String.class);
      Method handle = signal.getMethod("handle", signal, handler);
      for (String name : NUMBERS.keySet()) {
        Object ours =
            Proxy.newProxyInstance(
                SignalHandlers.class.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, arguments) -> called(name, method, arguments));
        try {
          handle.invoke(null, named.newInstance(name), ours);
        } catch (InvocationTargetException e) {
          // The JVM was told not to handle signals: the system ends the process.
        }
      }
    } catch (ReflectiveOperationException e) {
      // A Java without this class: the JVM ends at once, and the journal is still valid.
    }
  }

  private @Nullable Object called(String name, Method method, Object[] arguments)
      throws ReflectiveOperationException {
    if (method.getDeclaringClass() == Object.class) {
      return method.invoke(this, arguments);
    }
    signal(name);
    return null;
  }

  @Override
  public synchronized Registration register(Handler handler) {
    if (ending) {
      throw new EndingException();
    }
    if (!installed) {
      install();
    }
    Part part = new Part(handler);
    open.add(part);
    return () -> close(part);
  }

  private synchronized void close(Part part) {
    while (part.atWork) {
      try {
        wait();
      } catch (InterruptedException e) {
        // The process is ending, and the handler with it.
      }
    }
    open.remove(part);
    notifyAll();
  }

  /**
   * Returns the exit code if the process may end with it; blocks forever if a signal is ending it
   * with its own.
   */
  synchronized int finish(int code) {
    while (ending) {
      try {
        wait();
      } catch (InterruptedException e) {
        // The thread that ends the process halts it.
      }
    }
    over = true;
    return code;
  }

  private void signal(String name) {
    List<Part> parts;
    boolean first;
    synchronized (this) {
      if (over) {
        return;
      }
      parts = newestFirst();
      first = !ending;
      if (first && parts.stream().anyMatch(part -> part.handler.takes(name))) {
        return;
      }
      ending = true;
      if (first) {
        parts.forEach(part -> part.atWork = true);
      }
    }
    if (!first || !endInOrder(name, parts)) {
      within(AT_ONCE_MS, () -> parts.forEach(SignalHandlers::endNow));
    }
    halt.accept(128 + NUMBERS.getOrDefault(name, 0));
  }

  private List<Part> newestFirst() {
    List<Part> parts = new ArrayList<>();
    open.forEach(part -> parts.add(0, part));
    return parts;
  }

  /** Returns whether every part ended in time. */
  private boolean endInOrder(String name, List<Part> parts) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ORDERLY_MS);
    within(ORDERLY_MS, () -> parts.forEach(part -> end(part, name)));
    synchronized (this) {
      while (!open.isEmpty()) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        try {
          wait(left);
        } catch (InterruptedException e) {
          return false;
        }
      }
      return true;
    }
  }

  private void end(Part part, String name) {
    try {
      part.handler.end(name);
    } catch (RuntimeException e) {
      // What could not be recorded is missing from the journal; the process ends anyway.
    } finally {
      synchronized (this) {
        part.atWork = false;
        notifyAll();
      }
    }
  }

  private static void endNow(Part part) {
    try {
      part.handler.endNow();
    } catch (RuntimeException e) {
      // The other parts still need to end.
    }
  }

  /** Runs something on a thread that may hang. */
  private static void within(long millis, Runnable work) {
    Thread thread = new Thread(work, "exec-session ending");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
