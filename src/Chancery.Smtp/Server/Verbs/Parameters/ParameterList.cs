namespace Chancery.Smtp.Server.Verbs.Parameters;

/// <summary>What follows the path of MAIL or RCPT: <c>KEYWORD=value</c> or <c>KEYWORD</c>, parted by spaces (RFC 5321 section 4.1.2).</summary>
internal static class ParameterList
{
    /// <returns>Keyword in upper case, and value; null where there is no equals sign. Null as a whole: one was given twice.</returns>
    public static IReadOnlyList<(string Keyword, string? Value)>? Read(string text)
    {
        var parameters = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(Split).ToList();
        return parameters.DistinctBy(parameter => parameter.Keyword).Count() == parameters.Count ? parameters : null;
    }

    private static (string Keyword, string? Value) Split(string parameter)
    {
        var equals = parameter.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (parameter.ToUpperInvariant(), null) : (parameter[..equals].ToUpperInvariant(), parameter[(equals + 1)..]);
    }
}
