namespace Chancery.Policy.Triggers;

/// <summary>A tag of the subject by which the sender decides (<c>decision:</c> of a tag in the vocabulary).</summary>
/// <param name="Values">As found in subjects: upper case, without sign or brackets.</param>
/// <param name="Trust">Least trust of the channel; below it nothing was chosen.</param>
/// <param name="Decision">As <c>user.decision</c> says it.</param>
public sealed record DecidingTag(IReadOnlyList<string> Values, string Trust, string Decision);
