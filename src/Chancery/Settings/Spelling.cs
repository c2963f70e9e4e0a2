using Chancery.Policy.Syntax;

namespace Chancery.Host.Settings;

/// <summary>Guesses what a misspelt word was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The known word nearest to <paramref name="word"/>, if it is near enough to be meant.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) => Similar.Nearest(word, known);

    public static string Ask(string? near) => near is null ? "" : $"; did you mean \"{near}\"?";
}
