namespace Chancery.Storage.Secrets;

/// <summary>The master key is missing, unsafe, or not the one the data were sealed under. The message names cause and cure, never key material.</summary>
public sealed class SecretsException(string message, Exception? cause = null) : Exception(message, cause);
