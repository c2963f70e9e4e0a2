namespace Chancery.Mail.Formats;

/// <param name="Path">Storages and name, separated by <c>/</c>.</param>
/// <param name="IsStream">False for a storage.</param>
/// <param name="Size">Octets, as far as the file is long.</param>
internal sealed record CompoundEntry(string Path, string Name, bool IsStream, long Size, uint Start, Guid Class);
