using System.Formats.Asn1;
using Chancery.Engine.Ports;
using Chancery.Engine.Settings;

namespace Chancery.Host.Directories;

/// <summary>Logs people in by an LDAP simple bind as the one entry that has their name, and looks up mail addresses.</summary>
internal sealed class LdapDirectory(DirectorySettings settings, TimeProvider time) : IDirectory
{
    private const string Smtp = "smtp:";

    public Task<DirectoryPerson?> LogInAsync(string user, string password, CancellationToken cancel) =>
        // A bind without a password succeeds as anonymous (RFC 4513 section 5.1.2): it proves nothing.
        password.Length == 0 ? Task.FromResult<DirectoryPerson?>(null) : InTimeAsync(token => BindAsync(user, password, token), cancel);

    public Task<bool> HasAddressAsync(string address, CancellationToken cancel) =>
        InTimeAsync(async token => (await FindAsync(Addressed(address), settings.AddressAttributes, token)).Count > 0, cancel);

    private async Task<DirectoryPerson?> BindAsync(string user, string password, CancellationToken cancel)
    {
        var entries = await FindAsync([.. settings.LoginAttributes.Select(attribute => (attribute, user))], settings.AddressAttributes, cancel);
        if (entries is not [var (name, values)])
            return null;
        await using var connection = await LdapConnection.OpenAsync(settings, cancel);
        return await connection.BindAsync(name, password, cancel) ? new DirectoryPerson([.. values.Select(Address).OfType<string>()]) : null;
    }

    private async Task<IReadOnlyList<(string Name, IReadOnlyList<string> Values)>> FindAsync(
        IReadOnlyList<(string Attribute, string Value)> any, IReadOnlyList<string> wanted, CancellationToken cancel)
    {
        await using var connection = await LdapConnection.OpenAsync(settings, cancel);
        if (settings.Bind is { } name && !await connection.BindAsync(name, settings.Password ?? "", cancel))
            throw new DirectoryUnavailableException("the directory refuses our own name and password");
        return await connection.SearchAsync(settings.Base, any, wanted, cancel);
    }

    private (string, string)[] Addressed(string address) =>
        [.. settings.AddressAttributes.SelectMany(attribute => ((string, string)[])[(attribute, address), (attribute, Smtp + address)])];

    /// <summary>Active Directory writes <c>smtp:</c> before each proxy address, and other kinds of address beside them.</summary>
    private static string? Address(string value) =>
        value.StartsWith(Smtp, StringComparison.OrdinalIgnoreCase) ? value[Smtp.Length..] : value.Contains(':', StringComparison.Ordinal) ? null : value;

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(settings.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return await work(both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new DirectoryUnavailableException("no answer in time");
        }
        catch (Exception error) when (error is IOException or AsnContentException)
        {
            throw new DirectoryUnavailableException(error.Message, error);
        }
    }
}
