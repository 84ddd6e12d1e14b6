package dev.interleave.work;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for the files of one process. When it has gone it is made again, because systems sweep
 * their temporary files. Whoever opens such a folder removes those that killed processes have left
 * behind. May be used by many threads at once.
 *
 * <p>In each folder is a lock that the system holds for the process and gives up when the process
 * ends, however it ends. The number of a process would not tell who lives: in containers it comes
 * again.
 */
final class TemporaryFolder implements AutoCloseable {
  private static final String HIDDEN = ".";
  private static final String LOCK = "lock";
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

  /** A lock is the process's, and is lost when the process closes its file by any other channel. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path parent;
  private final String prefix;
  private Optional<Held> held = Optional.empty();
  private boolean closed;

  private record Held(Path folder, FileChannel lock) {}

  /**
   * Makes the folder, and removes those that were left behind. If it cannot be made, that is
   * logged, and tried again with the first file.
   *
   * @param parent where it is
   * @param prefix what its name begins with
   */
  TemporaryFolder(Path parent, String prefix) {
    this.parent = parent;
    this.prefix = prefix;
    try {
      removeLeftBehind(held().folder());
    } catch (IOException notYet) {
      LOG.warn("no temporary folder yet: {}", Reason.of(notYet));
    }
  }

  /**
   * An empty file, which the caller removes.
   *
   * @throws IOException with the path and the reason if none can be made
   */
  Path newFile() throws IOException {
    Held now = held();
    try {
      return newFile(now);
    } catch (NoSuchFileException swept) {
      return newFile(instead(now));
    }
  }

  /** Removes the folder with all that is left in it. What cannot be removed is logged. */
  @Override
  public synchronized void close() {
    closed = true;
    held.ifPresent(TemporaryFolder::remove);
    held = Optional.empty();
  }

  private static Path newFile(Held held) throws IOException {
    return Files.createTempFile(held.folder(), "job-", ".bin");
  }

  private synchronized Held held() throws IOException {
    if (closed) {
      throw new IOException("the temporary folder is closed");
    }
    if (held.isEmpty()) {
      try {
        held = Optional.of(make());
      } catch (IOException unmade) {
        throw new IOException("no folder can be made in " + parent + ": " + Reason.of(unmade));
      }
    }
    return held.get();
  }

  private synchronized Held instead(Held swept) throws IOException {
    if (held.filter(swept::equals).isPresent()) {
      LOG.warn("{} has gone and is made again", swept.folder());
      remove(swept);
      held = Optional.empty();
    }
    return held();
  }

  /** Hidden until it is locked: nobody sees it without its lock. */
  private Held make() throws IOException {
    Path hidden = Files.createTempDirectory(parent, HIDDEN + prefix);
    String name = hidden.getFileName().toString().substring(HIDDEN.length());
    Held made = new Held(hidden.resolveSibling(name), lockOrRemove(hidden));
    OWN.add(made.folder());
    try {
      Files.move(hidden, made.folder(), StandardCopyOption.ATOMIC_MOVE);
      return made;
    } catch (IOException notMoved) {
      remove(new Held(hidden, made.lock()));
      throw notMoved;
    }
  }

  private static FileChannel lockOrRemove(Path folder) throws IOException {
    try {
      return lock(folder);
    } catch (Throwable unlocked) {
      remove(folder);
      throw unlocked;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel lock =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      lock.lock();
      return lock;
    } catch (Throwable unlocked) {
      lock.close();
      throw unlocked;
    }
  }

  private void removeLeftBehind(Path own) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path folder : folders) {
        if (!OWN.contains(folder) && isBySameUser(folder, own)) {
          removeIfLeftBehind(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      LOG.debug("nothing is removed from {}", parent, unreadable);
    }
  }

  private static boolean isBySameUser(Path folder, Path own) {
    try {
      return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own));
    } catch (IOException gone) {
      return false;
    }
  }

  private static void removeIfLeftBehind(Path folder) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      } else {
        LOG.info("{} was left behind and is removed", folder);
        remove(new Held(folder, channel));
      }
    } catch (IOException | OverlappingFileLockException notOurs) {
      LOG.debug("{} is left alone: {}", folder, notOurs.toString());
    }
  }

  private static void remove(Held held) {
    try (held.lock) {
      remove(held.folder());
    } catch (IOException unclosed) {
      LOG.debug("the lock of {} is not closed", held.folder(), unclosed);
    }
    OWN.remove(held.folder());
  }

  private static void remove(Path folder) {
    try (Stream<Path> left = Files.list(folder)) {
      for (Path file : left.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (NoSuchFileException gone) {
      LOG.debug("{} has gone", folder);
    } catch (IOException unremoved) {
      LOG.warn("{} cannot be removed: {}", folder, Reason.of(unremoved));
    }
  }
}
