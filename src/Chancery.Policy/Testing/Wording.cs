namespace Chancery.Policy.Testing;

/// <summary>One thing to tell people, in both languages.</summary>
public sealed record Wording(string English, string German)
{
    public string In(bool german) => german ? German : English;
}
