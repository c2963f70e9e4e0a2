using Chancery.Engine.Ports;
using Chancery.Engine.Settings;

namespace Chancery.Host.Directories;

/// <summary>Logs people in by an LDAP simple bind as the one entry that has their name, and looks up mail addresses.</summary>
internal sealed class LdapDirectory(DirectorySettings settings, TimeProvider time) : IDirectory
{
    private const string Smtp = "smtp:";

    public Task<DirectoryPerson?> LogInAsync(string user, string password, CancellationToken cancel) =>
        // A bind without a password succeeds as anonymous (RFC 4513 section 5.1.2): it proves nothing.
        password.Length == 0 ? Task.FromResult<DirectoryPerson?>(null) : InTimeAsync((server, token) => BindAsync(server, user, password, token), cancel);

    public Task<bool> HasAddressAsync(string address, CancellationToken cancel) =>
        InTimeAsync(async (server, token) => (await FindAsync(server, Addressed(address), token)).Count > 0, cancel);

    private async Task<DirectoryPerson?> BindAsync(DirectoryServer server, string user, string password, CancellationToken cancel)
    {
        var entries = await FindAsync(server, [.. settings.LoginAttributes.Select(attribute => (attribute, user))], cancel);
        if (entries is not [var (name, values)])
            return null;
        await using var connection = await LdapConnection.OpenAsync(settings, server, cancel);
        return await connection.BindAsync(name, password, cancel) ? new DirectoryPerson([.. values.Select(Address).OfType<string>()]) : null;
    }

    private async Task<IReadOnlyList<(string Name, IReadOnlyList<string> Values)>> FindAsync(
        DirectoryServer server, IReadOnlyList<(string Attribute, string Value)> any, CancellationToken cancel)
    {
        await using var connection = await LdapServers.LogInAsync(settings, server, cancel);
        return await connection.SearchAsync(settings.Base, any, settings.AddressAttributes, cancel);
    }

    private (string, string)[] Addressed(string address) =>
        [.. settings.AddressAttributes.SelectMany(attribute => ((string, string)[])[(attribute, address), (attribute, Smtp + address)])];

    /// <summary>Active Directory writes <c>smtp:</c> before each proxy address, and other kinds of address beside them.</summary>
    private static string? Address(string value) =>
        value.StartsWith(Smtp, StringComparison.OrdinalIgnoreCase) ? value[Smtp.Length..] : value.Contains(':', StringComparison.Ordinal) ? null : value;

    private Task<T> InTimeAsync<T>(Func<DirectoryServer, CancellationToken, Task<T>> work, CancellationToken cancel) =>
        LdapServers.FirstAsync(settings, server => Patience.OfAsync(settings.Timeout, time, token => work(server, token), cancel));
}
