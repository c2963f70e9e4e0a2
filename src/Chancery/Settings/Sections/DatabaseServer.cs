using System.Data.Common;
using Chancery.Storage;

namespace Chancery.Host.Settings.Sections;

/// <summary><c>storage.database: "postgres:Host=…;Database=…;Username=…;Password=env:NAME"</c></summary>
internal static class DatabaseServer
{
    private const string Scheme = "postgres:";
    private const string Example = "postgres:Host=db.example.org;Database=chancery;Username=chancery;Password=env:DB_PASSWORD";

    /// <summary>The connection with its password; null where the settings name no server.</summary>
    public static string? Read(Section? storage, SettingsContext context)
    {
        if (storage?.Text("database") is not { } text || !text.StartsWith(Scheme, StringComparison.Ordinal))
            return null;
        var (place, findings) = (storage.PlaceOf("database"), storage.Findings);
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text[Scheme.Length..] };
            if (parts.TryGetValue("password", out var password) && Secrets.Resolve((string)password, context, findings, place) is { } secret)
                parts["password"] = secret;
            if (PostgresConnection.Problem(parts.ConnectionString) is not { } problem)
                return parts.ConnectionString;
            findings.Error(SettingsCodes.BadValue, place, $"\"storage.database\" is no connection to PostgreSQL: {problem}", "expected: " + Example);
        }
        catch (ArgumentException)
        {
            // The library's message would repeat the text, and with it the password.
            findings.Error(SettingsCodes.BadValue, place, "\"storage.database\" is no list of  keyword=value;", "expected: " + Example);
        }

        return "";
    }
}
