namespace Chancery.Host.Cli;

/// <summary>Tells a person at a terminal how far long work has come; in pipes and files it says nothing.</summary>
internal sealed class ProgressBar(TextWriter output, TimeProvider time) : IDisposable
{
    private const int Cells = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly bool _shown = Terminal.IsForPeople(output);
    private long? _last;

    public void Show(long done, long all)
    {
        if (!_shown || (_last is { } last && time.GetElapsedTime(last) < Pause && done < all))
            return;
        _last = time.GetTimestamp();
        var full = all == 0 ? Cells : (int)(done * Cells / all);
        output.Write($"\r[{new string('#', full)}{new string('.', Cells - full)}] {done}/{all}");
    }

    public void Dispose()
    {
        if (_shown && _last is not null)
            output.Write($"\r{new string(' ', Cells + 30)}\r");
    }
}
