namespace Chancery.Mail.Structure;

/// <summary>Ends the reading of a structure that is over a limit; never leaves this room.</summary>
internal sealed class StructureLimitException(string reason) : Exception(reason);
