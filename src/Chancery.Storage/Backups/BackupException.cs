namespace Chancery.Storage.Backups;

/// <summary>A backup cannot be written or restored. The message names cause and cure.</summary>
public sealed class BackupException(string message, Exception? cause = null) : Exception(message, cause);
