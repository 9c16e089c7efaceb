package dev.execsession.process;

/**
 * Hands the signals that ask this process to end, {@code INT}, {@code TERM} and {@code HUP}, to
 * whoever has something to end before it does.
 */
public interface Interrupts {
  /** Hears of no signal. */
  Interrupts NONE =
      new Interrupts() {
        @Override
        public Registration register(Handler handler) {
          return new Registration() {
            @Override
            public void close() {}
          };
        }
      };

  /**
   * Has a handler asked from now on, before those that were registered earlier. After the first
   * signal the process ends as soon as every registration is closed, and after five seconds anyway.
   *
   * @throws EndingException when the process is ending already
   */
  Registration register(Handler handler);

  /**
   * Keeps whoever calls it from going on when the process is ending.
   *
   * @throws EndingException when it is
   */
  default void check() {
    register(new Handler() {}).close();
  }

  /** What a signal means to one part of the process. Methods are called on threads of their own. */
  interface Handler {
    /** Returns whether the signal is meant for this part alone and ends nothing else; is quick. */
    default boolean takes(String signal) {
      return false;
    }

    /** Ends this part in good order, before the parts that were registered earlier. */
    default void end(String signal) {}

    /** Ends this part at once: a second signal came, or the time is up. */
    default void endNow() {}
  }

  /** Has a handler asked while the work is done, see {@link #register}. */
  default <T, E extends Exception> T during(Handler handler, Work<T, E> work) throws E {
    Registration registration = register(handler);
    try {
      return work.run();
    } finally {
      registration.close();
    }
  }

  /** Something that is done and gives a result. */
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Open until the part has ended; closing it waits while its handler is at work. */
  interface Registration {
    void close();
  }
}
