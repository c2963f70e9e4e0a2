using Chancery.Host.Cli;

namespace Chancery.Host.Serving;

/// <summary>Which parts of the gateway a process runs.</summary>
internal sealed record Roles(bool Smtp, bool Worker, bool Studio)
{
    public static Roles All { get; } = new(true, true, true);

    /// <exception cref="UsageException">There is no such role.</exception>
    public static Roles Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return All;
        var roles = new Roles(false, false, false);
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            roles = name switch
            {
                "smtp" => roles with { Smtp = true },
                "worker" => roles with { Worker = true },
                "studio" => roles with { Studio = true },
                "portal" => throw new UsageException("the role \"portal\" is not available in this version", "leave it out"),
                _ => throw new UsageException($"there is no role \"{name}\"", "roles are smtp, worker, studio"),
            };
        return roles;
    }
}
