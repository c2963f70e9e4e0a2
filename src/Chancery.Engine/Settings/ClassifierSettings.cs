namespace Chancery.Engine.Settings;

/// <summary>A service that sorts mails by their text (<c>classifiers</c>), by the name that rules call its model.</summary>
/// <param name="Url">Asked by POST.</param>
/// <param name="Token">For <c>Authorization: Bearer</c>; null: none.</param>
/// <param name="Text">Characters of subject and text that it is given at most.</param>
public sealed record ClassifierSettings(string Model, Uri Url, string? Token, TimeSpan Timeout, int Text)
{
    public override string ToString() => $"{Model} at {Url}";
}
