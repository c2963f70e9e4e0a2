using Chancery.Engine.Ports;
using Chancery.Engine.Settings;

namespace Chancery.Host.Directories;

/// <summary>The servers of a directory, one after the other until one can be asked.</summary>
internal static class LdapServers
{
    /// <returns>Connected and, where the settings name somebody, logged in.</returns>
    /// <exception cref="DirectoryUnavailableException">None can be asked; the reason is the first one's.</exception>
    public static Task<LdapConnection> OpenAsync(DirectorySettings settings, TimeProvider time, CancellationToken cancel) =>
        FirstAsync(settings, server => Patience.OfAsync(settings.Timeout, time, token => LogInAsync(settings, server, token), cancel));

    /// <summary>What the first server says that can be asked.</summary>
    public static async Task<T> FirstAsync<T>(DirectorySettings settings, Func<DirectoryServer, Task<T>> ask)
    {
        DirectoryUnavailableException? first = null;
        foreach (var server in settings.Servers)
        {
            try
            {
                return await ask(server);
            }
            catch (DirectoryUnavailableException down)
            {
                first ??= down;
            }
        }

        throw first!;
    }

    public static async Task<LdapConnection> LogInAsync(DirectorySettings settings, DirectoryServer server, CancellationToken cancel)
    {
        var connection = await LdapConnection.OpenAsync(settings, server, cancel);
        try
        {
            if (settings.Bind is { } name && !await connection.BindAsync(name, settings.Password ?? "", cancel))
                throw new DirectoryUnavailableException("the directory refuses our own name and password");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
