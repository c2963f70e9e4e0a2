namespace Chancery.Policy.Findings.Text;

/// <summary>Colours of a terminal (ECMA-48 SGR), or none.</summary>
internal sealed class Paint(bool color)
{
    public string Strong(string text) => In("1", text);

    public string Faint(string text) => In("2", text);

    public string Of(Severity severity, string text) => In(severity switch { Severity.Error => "1;31", Severity.Warning => "1;33", _ => "1;36" }, text);

    private string In(string code, string text) => color ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
