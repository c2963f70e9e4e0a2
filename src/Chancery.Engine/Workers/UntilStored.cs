namespace Chancery.Engine.Workers;

/// <summary>Records what has happened, however long the store cannot: with it forgotten, it would happen once more.</summary>
internal static class UntilStored
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <param name="record">Builds what it stores anew each time.</param>
    /// <param name="failed">Told of each failure.</param>
    public static async Task RunAsync(Func<Task> record, Action<Exception> failed, TimeProvider time, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await record();
                return;
            }
            catch (IOException failure)
            {
                failed(failure);
                await Task.Delay(Pause, time, cancel);
            }
        }
    }
}
