using Chancery.Engine.Ports;
using Chancery.Engine.Settings;
using Microsoft.Extensions.Logging;

namespace Chancery.Smtp.Server.Auth;

/// <summary>Asks the users of the settings first; who is not among them is looked for in the directories, one after the other.</summary>
/// <param name="settings">Those in force now.</param>
public sealed partial class Authenticator(Func<GatewaySettings> settings, Func<DirectorySettings, IDirectory> directories, ILogger<Authenticator> logger) : IAuthenticator, IDisposable
{
    // PBKDF2 is slow on purpose: guessers wait for each other, and not everybody else for them.
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public async Task<LoginAnswer> CheckAsync(string user, string password, CancellationToken cancel)
    {
        var now = settings();
        if (now.Users.TryGetValue(user, out var known))
            return await FitsAsync(PasswordHash.TryParse(known.PasswordHash) ?? PasswordHash.OfNobody, password, cancel)
                ? new LoginAnswer.Accepted(LoginOf(known))
                : new LoginAnswer.Denied();
        if (now.Directories.Count > 0)
            return await AskDirectoriesAsync(now.Directories, user, password, cancel);
        await FitsAsync(PasswordHash.OfNobody, password, cancel);
        return new LoginAnswer.Denied();
    }

    public Login? Find(string user) => settings().Users.GetValueOrDefault(user) is { } known ? LoginOf(known) : null;

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<LoginAnswer> AskDirectoriesAsync(IReadOnlyList<DirectorySettings> asked, string user, string password, CancellationToken cancel)
    {
        LoginAnswer answer = new LoginAnswer.Denied();
        foreach (var directory in asked)
        {
            try
            {
                if (await directories(directory).LogInAsync(user, password, cancel) is { } person)
                    return new LoginAnswer.Accepted(new Login(user, directory.Tenant, person.Addresses));
            }
            catch (DirectoryUnavailableException down)
            {
                LogUnavailable(logger, directory.Name, down.Message);
                answer = new LoginAnswer.Unavailable();
            }
        }

        return answer;
    }

    private async Task<bool> FitsAsync(PasswordHash hash, string password, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => hash.Fits(password), cancel);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static Login LoginOf(MailUser user) => new(user.Name, user.Tenant, user.Senders);

    [LoggerMessage(3110, LogLevel.Warning, "Directory {Directory} cannot be asked for a login: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string directory, string reason);
}
