namespace Chancery.Policy.Registry;

/// <summary>One sentence for people, in both languages of the product.</summary>
internal sealed record Help(string English, string German)
{
    /// <param name="language"><c>de</c>, else English.</param>
    public string In(string language) => language == "de" ? German : English;
}

/// <summary>One of the values that a choice offers.</summary>
internal sealed record Choice(string Name, string English, string German)
{
    public Help Help => new(English, German);
}

/// <summary>The values of a choice in their order (the first is the default, ranks rise), with what each means.</summary>
internal sealed class Choices(params Choice[] all)
{
    public IReadOnlyList<Choice> All { get; } = all;

    public string[] Names { get; } = [.. all.Select(choice => choice.Name)];
}
