import Files
import Numerics
import TerminalUI
import Training

/// What a report of a fault should say: the program, the machine, and where files are kept.
struct AboutPage {
  /// A folder of the program's files.
  struct Folder {
    var name: String
    var path: String
    /// `nil` where there is no such folder yet.
    var size: FolderSize?
  }

  var version: String
  var processor: Processor
  var library: String
  var kernels: KernelSet
  var choice: KernelChoice
  var terminal: TerminalDescription
  var folders: [Folder]

  var text: String {
    let rows = [
      ["version", "nn-tui \(version)"],
      ["processor", processorText],
      ["OpenBLAS", "\(library.isEmpty ? "of unknown version" : library), \(kernelText)"],
      ["threads", "\(processor.count) at most for products; each network has what suits it"],
      ["terminal", terminal.text],
    ]
    let files = folders.map { [$0.name, "\($0.path) (\(Self.text($0.size)))"] }
    let licenses =
      License.all.map { ["  " + $0.subject, $0.name] }
      + [["  built-in data", "see `nn-tui datasets show NAME`"]]
    return TextColumns.lines(rows + files) + "\nlicences\n" + TextColumns.lines(licenses)
  }

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.line { line in
      line.field("version", version)
      line.object("processor") { object in
        object.field("name", processor.name)
        object.field("architecture", processor.architecture)
        object.field("count", processor.count)
        object.field("instructions", processor.instructions)
      }
      line.object("openblas") { object in
        object.field("version", library)
        object.field("kernels", kernels.name)
        object.field("chosen_by", choice.name)
        if case .features(let first) = choice { object.field("instead_of", first.name) }
      }
      line.field("threads", processor.count)
      line.object("terminal") { terminal.write(to: &$0) }
      line.list("folders", folders) { writer, folder in
        writer.object { object in
          object.field("name", folder.name)
          object.field("path", folder.path)
          object.field("files", folder.size?.fileCount ?? 0)
          object.field("bytes", folder.size?.byteCount ?? 0)
        }
      }
      line.list("licences", License.all) { writer, license in
        writer.object { object in
          object.field("subject", license.subject)
          object.field("licence", license.name)
        }
      }
    }
    return writer.bytes
  }

  private var processorText: String {
    let name = processor.name.isEmpty ? processor.architecture : processor.name
    let count = processor.count == 1 ? "1 processor" : "\(processor.count) processors"
    return "\(name), \(processor.architecture), \(count), \(processor.instructions)"
  }

  private var kernelText: String {
    switch choice {
    case .library: "kernels \(kernels.name)"
    case .variable: "kernels \(kernels.name); OPENBLAS_CORETYPE is set"
    case .features(let first):
      "kernels \(kernels.name), by the processor's features instead of \(first.name)"
    }
  }

  private static func text(_ size: FolderSize?) -> String {
    guard let size else { return "not there yet" }
    let files = size.fileCount == 1 ? "1 file" : "\(NumberFormat.grouped(size.fileCount)) files"
    return "\(files), \(NumberFormat.compact(Double(size.byteCount) / 1_000_000)) MB"
  }
}

extension KernelChoice {
  fileprivate var name: String {
    switch self {
    case .library: "library"
    case .variable: "variable"
    case .features: "features"
    }
  }
}
