package dev.execsession.process;

/**
 * Delivers the signals that ask this process to end, {@code INT}, {@code TERM} and {@code HUP}, to
 * handlers that have something to clean up.
 */
public interface Interrupts {
  /** Delivers no signals. */
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
   * Registers a handler, to be called before those registered earlier. After the first signal the
   * process ends when every registration is closed, or after five seconds.
   *
   * @throws EndingException when the process is ending already
   */
  Registration register(Handler handler);

  /**
   * Throws if the process is ending.
   *
   * @throws EndingException when it is
   */
  default void check() {
    register(new Handler() {}).close();
  }

  /** One part's reaction to a signal. Methods are called on separate threads. */
  interface Handler {
    /**
     * Returns whether the signal is meant for this part alone and ends nothing else; must be fast.
     */
    default boolean takes(String signal) {
      return false;
    }

    /** Ends this part orderly, before the parts that were registered earlier. */
    default void end(String signal) {}

    /** Ends this part at once: a second signal arrived, or the time is up. */
    default void endNow() {}
  }

  /** Registers a handler during the work, see {@link #register}. */
  default <T, E extends Exception> T during(Handler handler, Work<T, E> work) throws E {
    Registration registration = register(handler);
    try {
      return work.run();
    } finally {
      registration.close();
    }
  }

  /** Work that returns a result. */
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Open until the part has ended; closing it waits for its handler. */
  interface Registration {
    void close();
  }
}
