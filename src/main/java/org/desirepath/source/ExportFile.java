package org.desirepath.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.PathMatcher;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * A file of an export, and the record whose rows it holds.
 *
 * @param source the source
 * @param record the record
 * @param path where it lies, any Hadoop URI
 * @param name its path below the exports folder
 * @param bytes its size
 * @param edition what is another one when the file has been written again: the tag of an object
 *     store, or the time of the last change
 */
record ExportFile(
    String source, String record, String path, String name, long bytes, String edition)
    implements Serializable {

  /**
   * Lists the files of a source, ordered by name. A file belongs to the first record whose names it
   * matches; files that match none are no part of the export.
   *
   * @throws UncheckedIOException if the file system cannot be read
   */
  static List<ExportFile> of(Mapping mapping, String exports, Configuration configuration) {
    Path folder = new Path(exports, mapping.folder());
    List<ExportFile> files = new ArrayList<>();
    try {
      FileSystem fileSystem = folder.getFileSystem(configuration);
      Path root = fileSystem.makeQualified(new Path(exports));
      String below = fileSystem.makeQualified(folder).toString() + "/";
      RemoteIterator<LocatedFileStatus> listed = fileSystem.listFiles(folder, true);
      while (listed.hasNext()) {
        LocatedFileStatus file = listed.next();
        String path = file.getPath().toString();
        recordOf(mapping, path.substring(below.length()))
            .ifPresent(
                record ->
                    files.add(
                        new ExportFile(
                            mapping.source(),
                            record,
                            path,
                            path.substring(root.toString().length() + 1),
                            file.getLen(),
                            edition(file))));
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.sort(Comparator.comparing(ExportFile::name));
    return files;
  }

  private static String edition(LocatedFileStatus file) {
    String tag = file instanceof EtagSource tagged ? tagged.getEtag() : null;
    return tag == null ? Long.toString(file.getModificationTime()) : tag;
  }

  private static Optional<String> recordOf(Mapping mapping, String nameBelowFolder) {
    java.nio.file.Path name = Paths.get(nameBelowFolder);
    return mapping.records().stream()
        .filter(record -> record.files().stream().anyMatch(glob -> matcher(glob).matches(name)))
        .map(RecordMapping::record)
        .findFirst();
  }

  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }
}
