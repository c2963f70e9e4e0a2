using System.Runtime.InteropServices;

namespace Chancery.Host.Serving;

/// <summary>
/// SIGHUP, whatever the process was started under: the runtime leaves a signal alone that it finds ignored, as <c>nohup</c> leaves
/// it behind, and then nothing would ever be reloaded.
/// </summary>
internal static partial class HangupSignal
{
    private const int Hangup = 1;

    public static PosixSignalRegistration On(Action act)
    {
        if (!OperatingSystem.IsWindows())
            _ = SetDisposition(Hangup, 0);
        return PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            act();
        });
    }

    /// <param name="handler">0: the system's default.</param>
    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetDisposition(int signal, nint handler);
}
