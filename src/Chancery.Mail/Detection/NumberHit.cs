namespace Chancery.Mail.Detection;

/// <summary>A number that was found. Not to be shown or logged.</summary>
/// <param name="Start">Place of its first character in the text.</param>
/// <param name="End">Place behind its last one.</param>
/// <param name="Value">Without separators, upper case.</param>
internal readonly record struct NumberHit(int Start, int End, string Value);
