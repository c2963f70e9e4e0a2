namespace Chancery.Policy.Findings;

public enum Severity { Info, Warning, Error }

/// <summary>A replacement text for the characters a finding points at; <c>policy fix</c> applies it.</summary>
/// <param name="Replace">As it stands in the file, with quotes and escapes where the file needs them.</param>
public sealed record Fix(string Replace);

/// <summary>Something wrong with a policy or a settings file: where, what, why, and the cure.</summary>
/// <param name="Code">Stable code, <c>CH1203</c>; ranges in the policy language, 1.13.</param>
/// <param name="File">Path as the user named it.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 units.</param>
/// <param name="Length">Characters to underline, in UTF-16 units; 0 when not known. Exact where there is a <paramref name="Fix"/>.</param>
/// <param name="Message">Lower case, no full stop, the user's words in quotes, never a type name of ours.</param>
/// <param name="Help">The cure; begins with <c>expected: </c> or <c>known are </c> where it tells what may stand here.</param>
public sealed record Finding(
    string Code, Severity Severity, string File, int Line, int Column, int Length, string Message, string Help, Fix? Fix = null)
{
    /// <summary>What harm it would do, where that is not plain from the message.</summary>
    public string? Why { get; init; }
}
