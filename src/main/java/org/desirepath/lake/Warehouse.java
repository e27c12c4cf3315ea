package org.desirepath.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where everything of a warehouse lies. */
record Warehouse(FileSystem files, Path root) {

  static Warehouse at(String location, Configuration configuration) throws IOException {
    Path path = new Path(location);
    FileSystem files = path.getFileSystem(configuration);
    return new Warehouse(files, files.makeQualified(path));
  }

  Path versions() {
    return new Path(root, "_versions");
  }

  Path version(long number) {
    return new Path(versions(), "%020d.json".formatted(number));
  }

  Path promotions() {
    return new Path(root, "_promotions");
  }

  Path runs() {
    return new Path(root, "runs");
  }

  Path run(RunId run) {
    return new Path(runs(), run.text());
  }

  Path table(RunId run, String name) {
    return new Path(run(run), name);
  }

  Path manifest(RunId run) {
    return new Path(run(run), Manifest.FILE_NAME);
  }

  Path works() {
    return new Path(root, "_work");
  }

  Path work(RunId run) {
    return new Path(works(), run.text());
  }

  Path quarantine(RunId run) {
    return new Path(new Path(root, "quarantine"), run.text());
  }

  Path latest() {
    return new Path(root, "latest");
  }

  boolean isLocal() {
    return "file".equals(root.toUri().getScheme());
  }

  /** What a folder holds; nothing if there is no such folder. */
  List<FileStatus> list(Path folder) throws IOException {
    try {
      return Arrays.asList(files.listStatus(folder));
    } catch (FileNotFoundException none) {
      return List.of();
    }
  }
}
