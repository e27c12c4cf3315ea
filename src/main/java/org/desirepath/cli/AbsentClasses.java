package org.desirepath.cli;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers which classes there are not.
 *
 * <p>The compiler of Spark's generated code tries for every name in every piece of code whether it
 * is a class, a package or a member, and so asks for the same classes that are nowhere again and
 * again. Each answer would take a look into every jar: with some hundred of them a tenth of a short
 * night.
 */
public final class AbsentClasses extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final Set<String> absent = ConcurrentHashMap.newKeySet();

  private AbsentClasses(ClassLoader parent) {
    super(parent);
  }

  /** From now on remembers them for this thread and those that it starts. */
  public static void remember() {
    Thread thread = Thread.currentThread();
    if (!(thread.getContextClassLoader() instanceof AbsentClasses)) {
      thread.setContextClassLoader(new AbsentClasses(thread.getContextClassLoader()));
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (absent.contains(name)) {
      throw new Absent(name);
    }
    try {
      return getParent().loadClass(name);
    } catch (ClassNotFoundException fault) {
      absent.add(name);
      throw fault;
    }
  }

  /** Without the stack, which nobody reads and which would take longer than the answer. */
  private static final class Absent extends ClassNotFoundException {

    private static final long serialVersionUID = 1L;

    private Absent(String name) {
      super(name);
    }

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }
}
